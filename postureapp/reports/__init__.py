"""What leaves the app as a file: made of plain values, given back as bytes.

Nothing here reads the diary, touches the disk or asks the person; whoever calls it decides where the bytes go.
"""
