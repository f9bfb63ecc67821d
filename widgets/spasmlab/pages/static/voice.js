// The student's voice, where the address asks for it: set before the page is first drawn, for
// what this voice adds would push down what is already read. The rest is the page's (page.js).

if (/[#&]voice=student(&|$)/.test(location.hash)) {
  document.getElementById("voice-student").checked = true;
}
