"""What is kept where: the values that states read, and the exits that define them."""
