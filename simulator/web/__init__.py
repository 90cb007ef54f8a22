"""The simulator's pages, as a customer or whoever looks on sees them: one file a page, beside its
template."""
