"""What is shown of the bank?"""
