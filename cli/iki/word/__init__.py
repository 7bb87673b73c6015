"""The Word template compiler: .docx with tags → compiled template → bytes."""
