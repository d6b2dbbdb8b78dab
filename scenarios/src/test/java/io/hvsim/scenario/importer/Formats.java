// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Trace;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A few lines of each format, made up, with the quirks that real files have. */
final class Formats {
    static final String BITBRAINS = """
            Timestamp [ms];\tCPU cores;\tCPU capacity provisioned [MHZ];\tCPU usage [MHZ];\tCPU usage [%];\tMemory capacity provisioned [KB];\tMemory usage [KB];\tDisk read throughput [KB/s];\tDisk write throughput [KB/s];\tNetwork received throughput [KB/s];\tNetwork transmitted throughput [KB/s]
            1376314846;\t4;\t10400.0;\t1300.0;\t12.5;\t1.0;\t1.0;\t0.0;\t0.0;\t0.0;\t0.0
            1376315146;\t4;\t10400.0;\t5200.0;\t50.0;\t1.0;\t1.0;\t0.0;\t0.0;\t0.0;\t0.0
            1376315446;\t4;\t10400.0;\t5200.0;\tx;\t1.0;\t1.0;\t0.0;\t0.0;\t0.0;\t0.0
            """;

    static final String PLANETLAB = "7\n0\n100\n42\n";

    static final String AZURE = """
            0,aa,2.0,30.5,12.5
            0,bb,0,30.5,25
            300,aa,2.0,100,100
            """;

    static final String AZURE_VMS = """
            aa,s,d,0,600,99.5,25,80,Interactive,8,56
            bb,s,d,300,1200,99.5,50,80,Unkown,>24,>64
            cc,s,d,900,900,99.5,50,80,Unknown,2,4
            """;

    static final String SWF = """
            ; Version: 2.2
            ; MaxProcs: 128
              1 1000 5 90 16 100 -1 16 200 -1 1 3 1 1 1 -1 -1 -1
              2 1050 0 40 -1 -1 -1 2 -1 -1 1 3 1 1 1 -1 -1 -1
              3 1060 0 7 -1 -1 -1 -1 -1 -1 1 3 1 1 1 -1 -1 -1
              4 1070 0 0 4 -1 -1 4 -1 -1 5 3 1 1 1 -1 -1 -1
            """;

    static final String VMSTAT = """
            procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----
             r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st
             2  2      0 236662   5572 790184    0    0  3595  2630  475 1324 44  7 46  1  2
             4  0      0 236662   5572 790184    0    0  1046    32 1060 1347 70  9 18  2  1
            procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----
             r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st
             4  0      0 236662   5572 790184    0    0  1046    32 1060 1347 20  5 75  0  0
            """;

    static final String SADF_D = """
            # hostname;interval;timestamp;CPU;%user;%nice;%system;%iowait;%steal;%idle
            guest;10;2026-01-02 03:04:10;-1;50.00;0.00;10.00;5.00;5.00;30.00
            guest;10;2026-01-02 03:04:10;0;50.00;0.00;10.00;5.00;5.00;30.00
            guest;10;2026-01-02 03:04:10;1;50.00;0.00;10.00;5.00;5.00;30.00
            guest;-1;2026-01-02 03:04:11;LINUX-RESTART\t(2 CPU)
            guest;10;2026-01-02 03:04:20;-1;8.00;0.00;2.00;5.00;0.00;85.00
            guest;10;2026-01-02 03:04:20;0;8.00;0.00;2.00;5.00;0.00;85.00
            guest;10;2026-01-02 03:04:20;1;8.00;0.00;2.00;5.00;0.00;85.00
            # hostname;interval;timestamp;runq-sz;plist-sz;ldavg-1;ldavg-5;ldavg-15;blocked
            guest;10;2026-01-02 03:04:10;3;113;1.82;2.41;2.36;0
            """;

    static final String SADF_P = """
            guest\t10\t2026-01-02 03:04:10\tall\t%user\t50.00
            guest\t10\t2026-01-02 03:04:10\tall\t%iowait\t5.00
            guest\t10\t2026-01-02 03:04:10\tall\t%steal\t5.00
            guest\t10\t2026-01-02 03:04:10\tall\t%idle\t30.00
            guest\t10\t2026-01-02 03:04:10\tcpu0\t%idle\t30.00
            guest\t10\t2026-01-02 03:04:10\tcpu1\t%idle\t30.00
            guest\t10\t2026-01-02 03:04:20\tall\t%user\t8.00
            guest\t10\t2026-01-02 03:04:20\tall\t%iowait\t5.00
            guest\t10\t2026-01-02 03:04:20\tall\t%idle\t85.00
            guest\t10\t2026-01-02 03:04:20\tcpu0\t%idle\t85.00
            guest\t10\t2026-01-02 03:04:20\tcpu1\t%idle\t85.00
            guest\t10\t2026-01-02 03:04:20\t-\tcswch/s\t712.00
            """;

    static final String SADF_J = """
            {"sysstat": {
            \t"hosts": [
            \t\t{
            \t\t\t"nodename": "guest",
            \t\t\t"number-of-cpus": 2,
            \t\t\t"statistics": [
            \t\t\t\t{
            \t\t\t\t\t"timestamp": {"date": "2026-01-02", "time": "03:04:10", "utc": 0, "interval": 10},
            \t\t\t\t\t"cpu-load": [
            \t\t\t\t\t\t{"cpu": "all", "user": 50.00, "system": 10.00, "iowait": 5.00, "steal": 5.00, "idle": 30.00},
            \t\t\t\t\t\t{"cpu": "0", "user": 50.00, "system": 10.00, "iowait": 5.00, "steal": 5.00, "idle": 30.00},
            \t\t\t\t\t\t{"cpu": "1", "user": 50.00, "system": 10.00, "iowait": 5.00, "steal": 5.00, "idle": 30.00}
            \t\t\t\t\t],
            \t\t\t\t\t"queue": {"runq-sz": 3}
            \t\t\t\t},
            \t\t\t\t{
            \t\t\t\t\t"timestamp": {"date": "2026-01-02", "time": "03:04:20", "utc": 0, "interval": 10},
            \t\t\t\t\t"cpu-load": [
            \t\t\t\t\t\t{"cpu": "all", "usr": 8.00, "sys": 2.00, "iowait": 5.00, "steal": 0.00, "idle": 85.00},
            \t\t\t\t\t\t{"cpu": "0", "usr": 8.00, "sys": 2.00, "iowait": 5.00, "steal": 0.00, "idle": 85.00},
            \t\t\t\t\t\t{"cpu": "1", "usr": 8.00, "sys": 2.00, "iowait": 5.00, "steal": 0.00, "idle": 85.00}
            \t\t\t\t\t]
            \t\t\t\t}
            \t\t\t]
            \t\t}
            \t]
            }}
            """;

    /** With a helper world, a group of the host, a cell that begins with dirt, a name full of separators, an empty last column. */
    static final String ESXTOP = """
            "(PDH-CSV 4.0) (UTC)(0)","\\\\esx\\Physical Cpu(_Total)\\% Util Time","\\\\esx\\Group Cpu(1:system)\\% Ready",\
            "\\\\esx\\Vcpu(7:db (old): a:70:vmx)\\% Run",-"\\\\esx\\Vcpu(7:db (old): a:71:vmx-vcpu-0:db (old): a)\\% Run",\
            "\\\\esx\\Vcpu(7:db (old): a:72:vmx-vcpu-1:db (old): a)\\% Run",\
            "\\\\esx\\Vcpu(7:db (old): a:70:vmx)\\% Ready","\\\\esx\\Vcpu(7:db (old): a:71:vmx-vcpu-0:db (old): a)\\% Ready",\
            "\\\\esx\\Vcpu(7:db (old): a:72:vmx-vcpu-1:db (old): a)\\% Ready",\
            "\\\\esx\\Vcpu(7:db (old): a:71:vmx-vcpu-0:db (old): a)\\% CoStop",\
            "\\\\esx\\Vcpu(7:db (old): a:72:vmx-vcpu-1:db (old): a)\\% CoStop",\
            "\\\\esx\\Vcpu(9:web:90:vmx-vcpu-0:web)\\% Run","\\\\esx\\Vcpu(9:web:90:vmx-vcpu-0:web)\\% Ready",
            "04/26/2018 14:06:27","5","21","1","90.00","60.00","9","12.50","6.25","1.00","3.00","99.00","1.00",
            "04/26/2018 14:06:32","5","21","1","90.00","60.00","9","12.50","6.25","1.00","3.00","25.00","1.00",
            "04/26/2018 14:06:37","5","21","1","10.00","20.00","9","12.50","6.25","1.00","3.00","30.00","1.00",
            """;

    static final String VIRT_TOP = """
            Hostname,Time,Arch,Physical CPUs,Count,Running,Blocked,Paused,Shutdown,Shutoff,Crashed,Active,Inactive,%CPU,Total hardware memory (KB),Total memory (KB),Total guest memory (KB),Total CPU time (ns),Domain ID,Domain name,CPU (ns),%CPU,Mem (bytes),%Mem,Block RDRQ,Block WRRQ,Net RXBY,Net TXBY
            host,23:59:58,x86_64,16,2,2,0,0,0,0,0,2,0,0.0,1,1,1,0,1,one,0.,0.,0,0,,,,,2,two,0.,0.,0,0,,,,
            host,00:00:02,x86_64,16,2,2,0,0,0,0,0,2,0,3.0,1,1,1,0,1,one,1.,25.,0,0,,,,,2,two,1.,50.0,0,0,,,,
            """;

    static final String XENTOP = """
                  NAME  STATE   CPU(sec) CPU(%)     MEM(k) MEM(%)  MAXMEM(k) MAXMEM(%) VCPUS NETS NETTX(k) NETRX(k) VBDS   VBD_OO   VBD_RD   VBD_WR SSID
              Domain-0 -----r     161513    0.0    1048576    3.1   no limit       n/a     8    0        0        0    0        0        0        0    0
              my guest --b---     128529    0.0   31457280   93.8   31457280      93.8     2    1  7604726 17270964    2        0   181258  3374788    0
                  NAME  STATE   CPU(sec) CPU(%)     MEM(k) MEM(%)  MAXMEM(k) MAXMEM(%) VCPUS NETS NETTX(k) NETRX(k) VBDS   VBD_OO   VBD_RD   VBD_WR SSID
              Domain-0 -----r     161513   12.5    1048576    3.1   no limit       n/a     8    0        0        0    0        0        0        0    0
              my guest --b---     128529  150.0   31457280   93.8   31457280      93.8     2    1  7604726 17270964    2        0   181258  3374788    0
            """;

    static final String PLAIN = """
            time,duration,vm,vcpus,demand,ready,co-stop
            0,300,web,2,0.5,0.01,
            300,300,web,2,1.25,,0.02
            """;

    static final String KVM_STAT = """
            Analyze events for all VMs, all VCPUs:

                         VM-EXIT    Samples  Samples%     Time%    Min Time    Max Time         Avg time
                       MSR_WRITE        520    60.05%     0.07%      0.74us     16.92us      2.62us ( +-   2.66% )
            """;

    static final String SAR = """
            Linux 6.18.0 (guest) \t01/02/26 \t_x86_64_\t(2 CPU)

            03:04:00        CPU      %usr     %nice      %sys   %iowait    %steal      %idle
            """;

    private Formats() {}

    /** Every text that holds a load, by the name of its constant, which begins with its kind. */
    static Map<String, String> loads() {
        Map<String, String> loads = new LinkedHashMap<>();
        loads.put("BITBRAINS", BITBRAINS);
        loads.put("PLANETLAB", PLANETLAB);
        loads.put("AZURE", AZURE);
        loads.put("AZURE_VMS", AZURE_VMS);
        loads.put("SWF", SWF);
        loads.put("VMSTAT", VMSTAT);
        loads.put("SADF_D", SADF_D);
        loads.put("SADF_P", SADF_P);
        loads.put("SADF_J", SADF_J);
        loads.put("ESXTOP", ESXTOP);
        loads.put("VIRT_TOP", VIRT_TOP);
        loads.put("XENTOP", XENTOP);
        loads.put("CSV", PLAIN);
        return loads;
    }

    static String byName(String name) {
        return switch (name) {
            case "KVM_STAT" -> KVM_STAT;
            case "SAR" -> SAR;
            default -> loads().get(name);
        };
    }

    static Trace trace(String text) {
        return new Trace("file", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
