// Enhancement only: every page works without this.
import "./error-summary.js";
import "./character-count.js";
import "./send-once.js";
