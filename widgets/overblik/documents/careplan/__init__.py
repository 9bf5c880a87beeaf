"""The whole plan as a FHIR R4 document: how it is made, and the rules it keeps."""
