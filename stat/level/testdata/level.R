# Reference numbers for level_test.go, by lm() with a mean a week.
# Run: Rscript stat/level/testdata/level.R > stat/level/testdata/level.json
# Made with R 4.2.2; nothing of ebb's own code is in it.
num <- function(x) trimws(formatC(x, digits = 12, format = "g"))
arr <- function(x) paste0("[", paste(num(x), collapse = ","), "]")
set.seed(5)
cat("[\n")
for (case in 1:3) {
  days <- sample(0:7, c(12, 9, 5)[case], replace = TRUE)
  if (case == 3) days <- c(3, 7, 0, 3, 1)
  weeks <- lapply(days, function(n) round(pmin(10, pmax(0, rnorm(n, runif(1, 2, 8), 1.5))), 1))
  kept <- which(days >= 3)
  d <- data.frame(y = unlist(weeks[kept]), week = factor(rep(kept, days[kept])))
  m <- lm(y ~ 0 + week, d)
  ci <- confint(m)
  contrast <- function(w) { b <- sum(w * coef(m)); s <- sqrt(c(t(w) %*% vcov(m) %*% w)) * qt(0.975, df.residual(m)); c(b, b - s, b + s) }
  half <- ceiling(length(weeks) / 2)
  early <- (kept <= half) / sum(kept <= half); late <- (kept > half) / sum(kept > half)
  if (case > 1) cat(",\n")
  cat(sprintf('{"weeks":[%s],"kept":%s,"level":%s,"low":%s,"high":%s,"half":%d,"early":%s,"late":%s,"change":%s}',
    paste(sapply(weeks, arr), collapse = ","), arr(kept - 1), arr(coef(m)), arr(ci[, 1]), arr(ci[, 2]), half,
    arr(contrast(early)), arr(contrast(late)), arr(contrast(late - early))))
}
cat("\n]\n")
