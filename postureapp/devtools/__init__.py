"""What developers use: replaying a day, catalogues, generated pages. Imported only when asked for."""
