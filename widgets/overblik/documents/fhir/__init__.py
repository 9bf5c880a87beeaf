"""What is common to FHIR bundles, and the plan as a FHIR R4 document."""
