"""`python -m stack`, what `./turnup` runs."""

from stack.cli import main

if __name__ == "__main__":
    main()
