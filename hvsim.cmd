@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Runs hvsim from its source folder; builds it when there is no build yet.
rem After changing a source: mvnw.cmd -DskipTests package
rem   JAVA_HOME    the JDK to use; without it, the java on the PATH
rem   HVSIM_OPTS   more options for the Java virtual machine, such as -Xmx8g
setlocal
set "HVSIM_HOME=%~dp0"
set "HVSIM_JAR=%HVSIM_HOME%app\target\hvsim-app-0.1.0.jar"
rem Classes of a small run as the JVM holds them in memory; one of other jars or of another JVM is passed over in silence.
set "HVSIM_CLASSES=%HVSIM_HOME%app\target\classes.jsa"
rem Mapped where it was written, they need not be rewritten for another address at each start.
set "HVSIM_IN_PLACE=-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
set "HVSIM_JAVA=java"
if defined JAVA_HOME set "HVSIM_JAVA=%JAVA_HOME%\bin\java.exe"

"%HVSIM_JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo hvsim: no java found; install a JDK, version 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)
if exist "%HVSIM_JAR%" goto run

echo hvsim: building, first use ... 1>&2
pushd "%HVSIM_HOME%"
call mvnw.cmd -q -B -ntp -DskipTests -Dspotless.check.skip=true -pl app -am package 1>&2
set "HVSIM_BUILT=%ERRORLEVEL%"
popd
if not "%HVSIM_BUILT%"=="0" (
  echo hvsim: the build failed, see above 1>&2
  exit /b 1
)

"%HVSIM_JAVA%" -Xshare:off -XX:TieredStopAtLevel=1 -Djava.awt.headless=true "-XX:DumpLoadedClassList=%HVSIM_CLASSES%.list" -jar "%HVSIM_JAR%" run "%HVSIM_HOME%benchmarks\startup.yaml" --out "%HVSIM_HOME%app\target\training" >nul 2>&1
if not errorlevel 1 "%HVSIM_JAVA%" %HVSIM_IN_PLACE% -Xshare:dump "-XX:SharedClassListFile=%HVSIM_CLASSES%.list" "-XX:SharedArchiveFile=%HVSIM_CLASSES%" -jar "%HVSIM_JAR%" >nul 2>&1

:run
if not exist "%HVSIM_CLASSES%" set "HVSIM_IN_PLACE="
"%HVSIM_JAVA%" -Xshare:auto -Xlog:cds=off "-XX:SharedArchiveFile=%HVSIM_CLASSES%" %HVSIM_IN_PLACE% -XX:+UseSerialGC -Djava.awt.headless=true -Dfile.encoding=UTF-8 %HVSIM_OPTS% -jar "%HVSIM_JAR%" %*
exit /b %ERRORLEVEL%
