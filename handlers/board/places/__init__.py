"""The board where it is shown: App Home, Teams' tab, and by a link."""
