"""What the templates show, as plain values made from a site that has passed the gate."""
