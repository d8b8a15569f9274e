"use strict";
// Everything that the scripts share. They run in the order of the page, each adds its functions.
const kg = {};
