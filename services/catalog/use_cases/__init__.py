"""What the catalog does, one verb a file: reads, applies the domain's rules, writes."""
