"""Trained models: names and relations in Chinese news, read with onnxruntime and numpy alone."""
