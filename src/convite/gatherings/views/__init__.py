"""What is shown of gatherings?"""
