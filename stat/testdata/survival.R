# Reference numbers for survival_test.go and share_test.go.
# Run: Rscript stat/testdata/survival.R > stat/testdata/survival.json
# Made with R 4.2.2 and survival 3.5-3.
suppressMessages(library(survival))

num <- function(x) ifelse(is.na(x), "null", formatC(x, digits = 12, format = "g"))
arr <- function(x) paste0("[", paste(num(x), collapse = ","), "]")

case <- function(name, time, event, at, tau) {
  fit <- survfit(Surv(time, event) ~ 1, conf.type = "log-log")
  q <- quantile(fit, probs = c(0.25, 0.5, 0.75))
  s <- summary(fit, times = at, extend = TRUE)
  m <- survival:::survmean(fit, rmean = tau)$matrix
  cat(sprintf('{"name":"%s","t":%s,"event":%s,\n', name, arr(time), arr(as.integer(event))))
  cat(sprintf(' "time":%s,"surv":%s,"lower":%s,"upper":%s,\n',
    arr(fit$time), arr(fit$surv), arr(fit$lower), arr(fit$upper)))
  cat(sprintf(' "quantile":%s,"qlow":%s,"qhigh":%s,\n', arr(q$quantile), arr(q$lower), arr(q$upper)))
  cat(sprintf(' "at":%s,"s":%s,"slow":%s,"shigh":%s,\n', arr(at), arr(s$surv), arr(s$lower), arr(s$upper)))
  cat(sprintf(' "tau":%s,"rmst":%s,"se":%s}', num(tau), num(m[["rmean"]]), num(m[["se(rmean)"]])))
}

cat('{"curves":[\n')
with(aml[aml$x == "Maintained", ], case("aml, maintained", time, status, c(0, 9, 20, 50, 160), 100))
cat(",\n")
with(aml[aml$x != "Maintained", ], case("aml, not maintained: all fall in the end", time, status, c(4, 8, 20, 33), 40))
cat(",\n")
with(lung, case("lung, 228 with ties", time, status == 2, c(100, 365, 730), 365))
cat(",\n")
case("half stays exactly at the median", c(1, 2, 3, 4), c(1, 1, 0, 0), c(1, 2, 3), 5)
cat(",\n")
case("a flat piece at the median ends in a fall", c(1, 2, 3, 4), c(1, 1, 1, 0), c(1, 2, 3), 4)
cat(",\n")
case("nothing ever happens", c(1, 2, 3), c(0, 0, 0), c(1, 3), 3)
cat(",\n")
case("events at zero", c(0, 0, 1, 5, 5, 9), c(1, 0, 1, 1, 0, 1), c(0, 1, 5, 8), 9)
cat(",\n")
set.seed(7)
t <- round(rlnorm(80, log(20 * 60), 1.5)); c <- sample(c(3600, 21600, 86400), 80, TRUE)
case("80 replies with mixed censoring", pmin(t, c), t <= c, c(3600, 86400), 86400)
cat('\n],\n"wilson":[\n')
rows <- list(c(0, 10), c(1, 1), c(4, 5), c(10, 10), c(33, 100), c(501, 1000), c(412, 515))
cat(paste(sapply(rows, function(r) {
  ci <- suppressWarnings(prop.test(r[1], r[2], correct = FALSE))$conf.int
  sprintf('{"k":%d,"n":%d,"low":%s,"high":%s}', r[1], r[2], num(ci[1]), num(ci[2]))
}), collapse = ",\n"))
cat('\n],\n"differences":[\n')
rows <- list(c(48, 80, 56, 70), c(3, 10, 9, 10), c(0, 20, 5, 29)) # before k, n; after k, n
cat(paste(sapply(rows, function(r) {
  w <- function(k, n) suppressWarnings(prop.test(k, n, correct = FALSE))$conf.int
  b <- w(r[1], r[2]); a <- w(r[3], r[4]); pb <- r[1] / r[2]; pa <- r[3] / r[4]
  sprintf('{"before":[%d,%d],"after":[%d,%d],"low":%s,"high":%s}', r[1], r[2], r[3], r[4],
    num(pa - pb - sqrt((pa - a[1])^2 + (b[2] - pb)^2)), num(pa - pb + sqrt((a[2] - pa)^2 + (pb - b[1])^2)))
}), collapse = ",\n"))
k <- c(1, 4, 0, 7, 3); n <- c(5, 6, 4, 8, 5)
fit <- glm(cbind(k, n - k) ~ 1, family = quasibinomial)
cat(sprintf('\n],\n"dispersion":{"k":%s,"n":%s,"phi":%s}}\n', arr(k), arr(n), num(summary(fit)$dispersion)))
