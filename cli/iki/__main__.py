"""`python -m iki`, for laptops where the console script is not on the PATH."""

from iki.app import main

if __name__ == "__main__":
    main()
