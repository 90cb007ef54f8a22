"""`python -m stack`, what `./turnup` runs."""

from stack.cli import main
from stack.process_exit import exit_after

if __name__ == "__main__":
    exit_after(main)
