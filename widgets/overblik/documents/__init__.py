"""What goes on paper: plan, card and sorting as HTML for print, from domain types alone."""
