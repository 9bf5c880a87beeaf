/* The waiting page: there was no room. Looks every 3 s whether there is, and then opens the page. */
setInterval(async () => {
  try {
    const { room } = await (await fetch("/plads", { cache: "no-store" })).json();
    if (room) location.reload();
  } catch {
    // the server is away; it may come back
  }
}, 3000);
