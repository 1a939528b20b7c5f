"""What readers and machines get at each address. Shows published editions only."""
