"""The way home: parcels are planned, announced, followed, cancelled; accounts are looked after."""
