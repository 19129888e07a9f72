// The cost of any import.
