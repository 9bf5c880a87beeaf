#!/bin/sh
# Print the path of a Chromium; install Debian's where that may be done; else say what to do.
for one in "$OVERBLIK_CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do
	[ -n "$one" ] && command -v "$one" && exit 0
done
if command -v apt-get >/dev/null; then
	sudo=""
	[ "$(id -u)" = 0 ] || sudo="sudo -n"
	if { $sudo apt-get update && $sudo apt-get install -y chromium; } >&2; then
		command -v chromium && exit 0
	fi
fi
echo "Testene kræver Chromium. Installér den, eller sæt OVERBLIK_CHROMIUM til programmets sti." >&2
exit 1
