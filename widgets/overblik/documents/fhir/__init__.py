"""What is common to FHIR bundles: the bundle itself, narratives, and the rules all keep."""
