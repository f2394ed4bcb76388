"use strict";(()=>{var t=document.querySelector("[data-invite]"),e=location.hash.slice(1);t&&e&&(/^[A-Za-z0-9_-]{22}$/.test(e)&&(t.value=e),history.replaceState(null,"",location.pathname));})();
