"""A workspace for Python and notebooks: what ``kg.open`` gives."""
