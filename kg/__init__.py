"""Knowledge graphs from Chinese news, each edge with the sentence that says so."""
