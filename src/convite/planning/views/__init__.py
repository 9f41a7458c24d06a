"""What is shown of the route?"""
