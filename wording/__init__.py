"""Each sentence that people read, once and in every language: made of a code, the facts in it, who
reads it and in which language. It decides nothing and reads nothing but its catalogues."""
