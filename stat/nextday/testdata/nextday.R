# Reference numbers for nextday_test.go, by lm() and package sandwich.
# Run: Rscript stat/nextday/testdata/nextday.R > stat/nextday/testdata/nextday.json
# Made with R 4.2.2 and sandwich; nothing of ebb's own code is in it.
suppressMessages(library(sandwich))
num <- function(x) trimws(formatC(x, digits = 12, format = "g"))
arr <- function(x) paste0("[", paste(ifelse(is.na(x), "null", num(x)), collapse = ","), "]")

# Bartlett weights up to three days on the scores of lm(), with zeros for days
# that have no pair: where there are none it is NeweyWest(), which is checked.
amplitude <- function(m, day, lags = 3) {
  s <- matrix(0, max(day) - min(day) + 1, length(coef(m)))
  s[day - min(day) + 1, ] <- estfun(m)
  meat <- crossprod(s)
  for (l in 1:lags) {
    g <- crossprod(s[-(1:l), , drop = FALSE], s[seq_len(nrow(s) - l), , drop = FALSE])
    meat <- meat + (1 - l / (lags + 1)) * (g + t(g))
  }
  b <- summary(m)$cov.unscaled
  b %*% meat %*% b * nobs(m) / df.residual(m)
}

pairs <- function(x, y) {
  n <- length(x)
  before <- c(NA, x[-n])[-n]
  d <- data.frame(day = 0:(n - 2), x = x[-n], today = y[-n], next_ = y[-1],
    before = factor(ifelse(is.na(before), "unknown", before)))
  d <- d[complete.cases(d), ]
  d$weekday <- factor(d$day %% 7)
  d
}

# A pair that the fit goes through says nothing of the scatter.
hc3 <- function(m) {
  free <- 1 - hatvalues(m)
  s <- (estfun(m) / free)[free > 1e-9, ]
  b <- summary(m)$cov.unscaled
  sqrt((b %*% crossprod(s) %*% b)["x", "x"])
}

# The degree of the line through time.
bends <- function(n) 1 + sum(n > 60 * 2^(0:5))

set.seed(7)
cases <- list(
  list(name = "every day has a value", n = 80, counted = 60, bends = 1, gone = 0, rho = 0.6, by = 0),
  list(name = "a third of the days have none", n = 300, counted = 120, bends = 2, gone = 0.33, rho = 0.6, by = 1.2),
  list(name = "of some it is not known whether they had it", n = 150, counted = 60, bends = 1, gone = 0.15, rho = 0.3, by = -1, unknown = 0.2),
  list(name = "days are much alike", n = 48, counted = 30, bends = 1, gone = 0.1, rho = 0.9, by = 0.5))
cat("[\n")
for (i in seq_along(cases)) {
  c <- cases[[i]]
  x <- as.numeric(arima.sim(list(ar = 0.4), c$n) > 0.4)
  d <- as.numeric(arima.sim(list(ar = c$rho), c$n)) * 1.5 + 5 + c$by * c(0, x[-c$n])
  y <- pmin(10, pmax(0, round(d, 1)))
  y[runif(c$n) < c$gone] <- NA
  y[1] <- NA # so that of every pair the day before is there
  if (!is.null(c$unknown)) x[runif(c$n) < c$unknown] <- NA
  d <- pairs(x, y)[seq_len(c$counted), ]
  m <- lm(next_ ~ x + today + poly(day, c$bends) + before + weekday, d)
  am <- amplitude(m, d$day)
  stopifnot(all.equal(hc3(m), sqrt(vcovHC(m, type = "HC3")["x", "x"])))
  if (c$gone == 0) stopifnot(all.equal(unname(am), unname(NeweyWest(m, lag = 3, prewhite = FALSE, adjust = TRUE))))
  # The same days, the last one first.
  span <- (min(d$day):(max(d$day) + 1)) + 1
  e <- pairs(rev(x[span]), rev(y[span]))
  back <- lm(next_ ~ x + today + poly(day, bends(nrow(e))) + before + weekday, e)
  widest <- function(m, d) max(sqrt(vcov(m)["x", "x"]), hc3(m), sqrt(amplitude(m, d$day)[2, 2]))
  q <- qt(0.99, df.residual(back)) * widest(back, e)
  by <- coef(m)[["x"]] - coef(back)[["x"]]
  r <- qt(0.99, min(df.residual(m), df.residual(back))) * sqrt(widest(m, d)^2 + widest(back, e)^2)
  if (i > 1) cat(",\n")
  cat(sprintf('{"name":"%s","value":%s,"had":%s,"pairs":%d,"with":%d,"slope":%s,"df":%d,"plain":%s,"uneven":%s,"runs":%s,"t1":%s,"t8":%s,"eve":%s,"beyond":%s}',
    c$name, arr(y), arr(x), nrow(d), sum(d$x), num(coef(m)[["x"]]), df.residual(m), num(sqrt(vcov(m)["x", "x"])),
    num(hc3(m)), num(sqrt(am[2, 2])), num(qt(1 - 0.005, df.residual(m))), num(qt(1 - 0.005 / 8, df.residual(m))),
    arr(coef(back)[["x"]] + c(0, -q, q)), arr(by + c(0, -r, r))))
}
cat("\n]\n")
