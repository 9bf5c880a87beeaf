/* The clock of the overview consultation: counts on by itself between two drawings of the page, in
 * whole minutes, and asks for the page anew when a block is over or the sweep comes.
 *
 * The kernel says how many seconds had passed when it drew the page. From there real time counts,
 * also while the laptop sleeps; a computer clock that is set back never takes a minute back. */
const GLANCE = 500; // ms
const AGAIN = 5000; // ms before the page is asked for once more: kernel and browser differ by a little

const ur = { drawn: "", of: "", at: 0, minute: 0, asked: 0 };

function glance() {
  const face = document.querySelector("time[data-drawn]");
  if (!face) return;
  const { drawn, of, seconds, rate, turn, total } = face.dataset;
  if (of !== ur.of) Object.assign(ur, { of, minute: 0 });
  if (drawn !== ur.drawn) Object.assign(ur, { drawn, at: Date.now() });
  const passed = Number(seconds) + Math.max(0, Date.now() - ur.at) / 1000 * Number(rate);
  ur.minute = Math.max(ur.minute, Math.floor(Math.min(passed, Number(total)) / 60));
  const minute = String(ur.minute);
  if (face.textContent !== minute) {
    face.textContent = minute;
    face.dateTime = `PT${minute}M`;
  }
  if (turn && Number(rate) && passed >= Number(turn) && Date.now() - ur.asked > AGAIN) {
    ur.asked = Date.now();
    face.parentElement.querySelector("[data-event=look]").click();
  }
}

glance();
setInterval(glance, GLANCE);
// at once when it is drawn anew: a laptop may fall asleep before the next glance
new MutationObserver(glance).observe(document.documentElement, {
  subtree: true,
  attributeFilter: ["data-drawn"],
});
