"""The plan as a MedCom CareCommunication message, and the strict checker of one."""
