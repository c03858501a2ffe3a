// What browsers and Node have of the web's own: addresses, and copies of values.
import "core-js/actual/structured-clone";
import "core-js/actual/url";
import "core-js/actual/url-search-params";
