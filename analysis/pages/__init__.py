"""Pages of the reading room, one a file: `page(folder, lang, **options)` gives tables, a picture and a note."""
