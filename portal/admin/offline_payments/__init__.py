"""What was asked for by instructions, and is recorded by hand when it comes."""
