// What an import costs whatever it imports.
