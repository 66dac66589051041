// Enhancement only: every page works without this.
import "./error-summary.js";
import "./character-count.js";
import "./fresh-form.js";
import "./search.js";
import "./send-once.js";
import "./session-warning.js";
import "./upload.js";
