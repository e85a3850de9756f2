import "./style/base.css";
console.info("page");
