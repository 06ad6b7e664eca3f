# Somebody who is not logged in asked for a part of a page
site-anonymous-title = Log in first
site-anonymous-text = Only people who are logged in see this.
