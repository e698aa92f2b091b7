"""The yearly report to the Commission for Educational Technology on products used without a contract."""
