"""`python -m stack`, what `./turnup` runs."""

from stack.cli import main
from stack.process_exit import leave_after

if __name__ == "__main__":
    leave_after(main)
