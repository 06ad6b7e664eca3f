// Offers to copy the link, where the browser lets a page do that. Without it the field is there to copy from.
const field = document.getElementById("url");
const button = document.getElementById("copy");
field.addEventListener("focus", () => field.select());
if (navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
  });
}
