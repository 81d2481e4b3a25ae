"""The site: pages for people and the SPARQL endpoint for programs, over one release."""
