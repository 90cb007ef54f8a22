"""What commands show on one page: reads the services, decides nothing."""
