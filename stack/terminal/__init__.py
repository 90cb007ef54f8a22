"""The only ways to a person's terminal, on which what others wrote is shown and never obeyed."""
